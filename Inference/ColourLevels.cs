namespace PathoChain.Inference;

/// <summary>How bright and how colourful an image is, in levels of 8 bits (ITU-R BT.601).</summary>
/// <param name="Luma">Brightness, 0 to 255.</param>
/// <param name="Cb">Blue difference, -127.5 to 127.5.</param>
/// <param name="Cr">Red difference, -127.5 to 127.5.</param>
public sealed record ColourLevels(ChannelLevels Luma, ChannelLevels Cb, ChannelLevels Cr);

/// <param name="Mean">Over all pixels.</param>
/// <param name="Deviation">Standard deviation over all pixels, 0 to 127.5.</param>
public sealed record ChannelLevels(double Mean, double Deviation);
