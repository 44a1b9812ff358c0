"""Trains one row of the table on one label split in PyTorch. Reads the run from a JSON file, and prints its best score as JSON."""

import json
import sys
import time

import from_scratch
import probe
import torch
from score import beats

RECIPES = {'probe': probe.train, 'supervised': from_scratch.supervised, 'sgan': from_scratch.sgan}


class TimeIsUp(Exception):
    pass


def main():
    began = time.monotonic()
    with open(sys.argv[1], encoding='utf8') as file:
        request = json.load(file)
    torch.manual_seed(request['seed'])
    best, epochs, stopped = None, 0, False

    def report(epoch, val, test):
        nonlocal best, epochs
        epochs = epoch
        if best is None or beats(val, best['score']):
            best = {'score': val, 'epoch': epoch, 'test': test()[0]}
        if request['seconds'] is not None and time.monotonic() - began > request['seconds']:
            raise TimeIsUp

    try:
        RECIPES[request['options']['recipe']](request, report)
    except TimeIsUp:
        stopped = epochs < request['options']['recipeOptions']['epochs']
    print(json.dumps({'val': best['score'][0], 'test': best['test'], 'epochs': epochs, 'bestEpoch': best['epoch'], 'stopped': stopped, 'seconds': time.monotonic() - began}))


main()
