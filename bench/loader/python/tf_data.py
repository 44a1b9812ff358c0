"""TensorFlow's tf.data. Variants: `antialias`, `plain` (no antialias), `ratio-8` (antialias, JPEGs reduced by 8 while decoding)."""

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

    iterator = None

    def prepare():
        # Destroying an iterator waits until its tuner wakes up, after 10, 30, 70, 150, ... ms (each sleep is twice as long as the
        # one before). That is up to half of a pass without any work, so destroy it here, where nothing is timed.
        nonlocal iterator
        iterator = None

    def run_pass():
        nonlocal iterator
        iterator = iter(batches)
        for _ in range(len(batches)):
            batch = next(iterator)
            yield len(batch), batch[-1, -1, -1, -1]  # numpy() would copy all of them

    def first(count):
        return tf.stack([decode(path) for path in options.paths[:count]]).numpy()

    contest.take_part(run_pass, first, {'TensorFlow': tf.__version__}, prepare)


main()
