"""Images as they come out of JPEG, in which many are kept and sent."""
import io

from PIL import Image

LARGEST_QUALITY = 95  # beyond it libjpeg hardly loses anything


def as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    """What is left of it after a JPEG file of that quality (libjpeg's, 1 to 95), with colours at half the resolution (4:2:0), as most programs save it."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling=2)
    return Image.open(file).convert("RGB")
