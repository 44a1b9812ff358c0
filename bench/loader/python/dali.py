"""NVIDIA DALI, every operator on the CPU, uint8, antialiased. Variants: none, and `crop` and `weak-strong`, whisker's views of these names."""

import nvidia.dali
from nvidia.dali import fn, pipeline_def, types

import contest

# Batches requested ahead: DALI's default.
DEPTH = 2


def flip(pictures):
    return fn.flip(pictures, horizontal=fn.random.coin_flip())


def crop(pictures, size, area, ratio):
    return flip(fn.random_resized_crop(pictures, size=size, random_area=[area, 1], random_aspect_ratio=ratio, interp_type=types.INTERP_LINEAR))


def colours(pictures, change, gray):
    brightness, contrast, saturation = (fn.random.uniform(range=[1 - change, 1 + change]) for _ in range(3))
    return fn.color_twist(pictures, brightness=brightness, contrast=contrast, saturation=saturation * fn.random.coin_flip(probability=1 - gray))


def turned(pictures, size):
    """The border is repeated where whisker reflects it."""
    middle = [size / 2, size / 2]
    shear = fn.random.uniform(range=[-0.2, 0.2])
    rotation = fn.transforms.rotation(angle=fn.random.uniform(range=[-25, 25]), center=middle)
    return fn.warp_affine(pictures, matrix=fn.transforms.shear(rotation, shear=fn.stack(shear, shear * 0), center=middle), interp_type=types.INTERP_LINEAR)


def cut(pictures):
    edge = fn.random.uniform(range=[0.2, 0.5])
    anchor = fn.random.uniform(range=[0, 0.75], shape=[2])
    return fn.erase(pictures, anchor=anchor, shape=fn.stack(edge, edge), axis_names='HW', normalized=True, fill_value=128)


def views_of(files, variant, size):
    if variant == 'crop':
        # Decodes the crop alone.
        part = fn.decoders.image_random_crop(files, device='cpu', output_type=types.RGB, random_area=[0.4, 1], random_aspect_ratio=[0.75, 1.25])
        return [colours(flip(fn.resize(part, size=[size, size], interp_type=types.INTERP_LINEAR)), 0.3, 0.1)]
    pictures = fn.decoders.image(files, device='cpu', output_type=types.RGB)
    if variant == '':
        return [fn.resize(pictures, size=[size, size], interp_type=types.INTERP_LINEAR)]
    weak = crop(pictures, size, 0.75, [0.75, 4 / 3])
    return [weak, cut(colours(turned(crop(pictures, size, 0.4, [0.75, 1.25]), size), 0.5, 0.2))]


def main():
    options = contest.options()

    @pipeline_def(batch_size=options.batch, num_threads=options.workers, device_id=None, prefetch_queue_depth=DEPTH)
    def loader():
        # The last batch is full, too: DALI repeats, decodes and counts the last picture.
        files, _ = fn.readers.file(files=options.paths, pad_last_batch=True, name='files')
        return tuple(views_of(files, options.variant, options.size))

    batches = -(-len(options.paths) // options.batch)
    built = None

    def prepare():
        # A pipeline that continued would decode the start of the next pass while other contestants are timed.
        nonlocal built
        built = loader()
        built.build()

    def run_pass():
        for _ in range(min(DEPTH, batches)):
            built.schedule_run()
        for number in range(batches):
            views = [view.as_array() for view in built.share_outputs()]
            yield len(views[0]), views[-1][-1, -1, -1, -1]
            built.release_outputs()
            if number + DEPTH < batches:
                built.schedule_run()

    def first(count):
        prepare()
        pixels = built.run()[0].as_array()
        assert len(pixels) >= count
        return pixels[:count]

    contest.take_part(run_pass, first, {'DALI': nvidia.dali.__version__}, prepare)


main()
