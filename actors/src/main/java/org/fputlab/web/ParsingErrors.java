package org.fputlab.web;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/** Answers what is no HTTP request in the same way as what asks for the wrong thing. */
public final class ParsingErrors extends ParsingErrorHandler {

  /** Where Akka looks for the one instance of a class that its settings name. */
  public static final ParsingErrors MODULE$ = new ParsingErrors();

  private ParsingErrors() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    return Answers.refusal(new Refusal(status.intValue(), info.summary()));
  }
}
