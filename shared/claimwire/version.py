"""The version, also where no distribution is installed: in the image, in a checkout."""

VERSION = "0.1.0"
