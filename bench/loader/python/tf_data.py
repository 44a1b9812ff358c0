"""TensorFlow's tf.data. Variants: `antialias`, `plain` (no antialias), `ratio-8` (antialias, JPEGs shrunk by 8 while decoding)."""

import os

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')

import tensorflow as tf

import contest


def main():
    options = contest.options()
    antialias = options.variant != 'plain'
    ratio = 8 if options.variant == 'ratio-8' else 1

    def decode(path):
        picture = tf.io.decode_jpeg(tf.io.read_file(path), channels=3, ratio=ratio)
        resized = tf.image.resize(picture, (options.size, options.size), method='bilinear', antialias=antialias)
        return tf.cast(tf.round(resized), tf.uint8)

    batches = (
        tf.data.Dataset.from_tensor_slices(options.paths)
        .map(decode, num_parallel_calls=tf.data.AUTOTUNE)
        .batch(options.batch)
        .prefetch(tf.data.AUTOTUNE)
    )

    passing = None

    def prepare():
        # The end of an iterator waits until its tuner wakes up, which it does after 10, 30, 70, 150, ... ms (each sleep
        # twice the one before): up to half of a pass, and no work. So it ends here, where no time is taken.
        nonlocal passing
        passing = None

    def run_pass():
        nonlocal passing
        passing = iter(batches)
        for _ in range(len(batches)):
            batch = next(passing)
            yield len(batch), batch[-1, -1, -1, -1]  # numpy() would copy them all

    def first(count):
        return tf.stack([decode(path) for path in options.paths[:count]]).numpy()

    contest.take_part(run_pass, first, {'TensorFlow': tf.__version__}, prepare)


main()
