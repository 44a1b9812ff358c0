"""Decodes pictures with Pillow as people see them. For each path on standard input, in JSON, it prints a line of JSON: the pixels or the error."""
import base64
import io
import json
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = int(sys.argv[2])
SIZE = int(sys.argv[1])
SRGB = ImageCms.createProfile("sRGB")


def eight_bit(picture):
    """Returns a 16-bit gray picture with 8 bits. Pillow itself would clip it."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 257 + 0.5, "L")
    return picture


def to_srgb(picture, profile):
    """Converts the colours as the picture's profile says, if it fits the picture."""
    alpha = None
    if picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA")
    if picture.mode in ("La", "RGBa"):
        picture = picture.convert({"La": "LA", "RGBa": "RGBA"}[picture.mode])
    if picture.mode in ("LA", "RGBA"):
        alpha = picture.getchannel("A")
        picture = picture.convert(picture.mode[:-1])
    if profile:
        try:
            picture = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    picture = picture.convert("RGB")
    if alpha is not None:
        picture.putalpha(alpha)
    return picture


def decode(path):
    with Image.open(path) as picture:
        mode, kind, size, profile = picture.mode, picture.format, picture.size, picture.info.get("icc_profile")
        transparent = "transparency" in picture.info
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        picture = eight_bit(picture)
        picture = to_srgb(picture.convert("RGBA") if transparent else picture, profile)
        if picture.mode == "RGBA":
            under = Image.new("RGBA", picture.size, "white")
            under.alpha_composite(picture)
            picture = under.convert("RGB")
        pixels = picture.resize((SIZE, SIZE), Image.Resampling.BILINEAR).tobytes()
        return {"kind": kind, "mode": mode, "size": size, "pixels": base64.b64encode(pixels).decode()}


for line in sys.stdin:
    try:
        answer = decode(json.loads(line))
    except Exception as error:  # any: it is Pillow's answer
        answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
    print(json.dumps(answer), flush=True)
