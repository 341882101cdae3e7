#!/usr/bin/python3
"""The queue of closes (CloseQueue.java) in SimPy, as the version at hand has it. Prints: closes events mean-lag seconds."""
import random
import sys
import time

closes, seed = int(sys.argv[1]), int(sys.argv[2])
ARRIVALS_PER_SECOND, MEAN_SERVICE = 900.0, 0.001
draw = random.Random(seed)
tally = {"done": 0, "events": 0, "lag": 0.0}

try:
    import simpy

    def clients(env, worker):
        while True:
            yield env.timeout(draw.expovariate(ARRIVALS_PER_SECOND))
            tally["events"] += 1
            env.process(close(env, worker))

    def close(env, worker):
        came = env.now
        with worker.request() as turn:
            yield turn
            yield env.timeout(draw.expovariate(1 / MEAN_SERVICE))
        tally["events"] += 1
        tally["lag"] += env.now - came
        tally["done"] += 1
        if tally["done"] == closes:
            over.succeed()

    env = simpy.Environment()
    over = env.event()
    env.process(clients(env, simpy.Resource(env)))
    begun = time.perf_counter()
    env.run(until=over)
    took = time.perf_counter() - begun
except ImportError:
    from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

    class Clients(Process):
        def run(self, worker):
            while True:
                yield hold, self, draw.expovariate(ARRIVALS_PER_SECOND)
                tally["events"] += 1
                close = Close(sim=self.sim)
                self.sim.activate(close, close.run(worker))

    class Close(Process):
        def run(self, worker):
            came = self.sim.now()
            yield request, self, worker
            yield hold, self, draw.expovariate(1 / MEAN_SERVICE)
            yield release, self, worker
            tally["events"] += 1
            tally["lag"] += self.sim.now() - came
            tally["done"] += 1
            if tally["done"] == closes:
                self.sim.stopSimulation()

    sim = Simulation()
    sim.initialize()
    clients = Clients(sim=sim)
    sim.activate(clients, clients.run(Resource(sim=sim)))
    begun = time.perf_counter()
    sim.simulate(until=1e18)
    took = time.perf_counter() - begun

print(tally["done"], tally["events"], tally["lag"] / tally["done"], took)
