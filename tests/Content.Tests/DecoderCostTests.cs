using System.Diagnostics;
using System.IO.Compression;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests;

/// <summary>Small files that would cost a decoder much.</summary>
[Collection(nameof(DecoderCostTests))]
[CollectionDefinition(nameof(DecoderCostTests), DisableParallelization = true)]
public sealed class DecoderCostTests
{
    private static readonly PixelImage Drawn = DrawnImage.Gradient(60, 40, grain: 6);
    private static readonly byte[] Png = ImageCodec.EncodePng(Drawn);

    [Fact]
    public void Packed_texts_of_400_MB_in_a_png_are_not_unpacked()
    {
        var upload = Png;
        foreach (var i in Enumerable.Range(0, 20))
        {
            upload = PngBytes.With(upload, "zTXt", [(byte)'K', (byte)('a' + i), 0, 0, .. Packed(20 << 20)]);
        }

        upload.Length.Should().BeLessThan(1 << 20);
        var before = PeakResident();
        ImageIntake.Clean(upload).Png.Should().Equal(ImageIntake.Clean(Png).Png);
        (PeakResident() - before).Should().BeLessThan(150L << 20, "libvips' own count does not see what a codec takes");
    }

    [Fact]
    public void A_decoder_gets_no_text_and_no_second_profile_of_a_png()
    {
        var upload = Png;
        foreach (var type in new[] { "tEXt", "zTXt", "iTXt", "iCCP", "iCCP", "eXIf", "gAMA", "sPLT", "acTL", "caNy", "CaNY" })
        {
            upload = PngBytes.With(upload, type, new byte[8]);
        }

        PngBytes.ChunkTypes(((IImageFile)new PngFile()).ForDecoder(upload).ToArray())
            .Should().Equal("IHDR", "CaNY", "gAMA", "eXIf", "iCCP", "IDAT", "IEND");
    }

    [Fact]
    public void A_png_is_turned_as_its_exif_says()
    {
        var clean = ImageIntake.Clean(PngBytes.With(Png, "eXIf", new TiffBytes().Short(0x0112, 6).Build([])));
        (clean.Width, clean.Height).Should().Be((40, 60));
    }

    [Fact]
    public void A_jpeg_of_more_than_100_scans_is_refused()
    {
        Refusal(scans: 100).Should().Contain("cannot be decoded", "its scans are empty");
        Refusal(scans: 101).Should().Contain("101 scans").And.Contain("100 accepted");

        static string Refusal(int scans)
        {
            byte[] jpeg =
            [
                0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0, 40, 0, 60, 1, 1, 0x11, 0,
                .. Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0], scans).SelectMany(scan => scan),
                0xFF, 0xD9,
            ];
            var refusal = jpeg.Invoking(file => ImageIntake.Clean(file)).Should().Throw<IntakeException>().Which;
            refusal.Problem.Should().Be(IntakeProblem.CorruptImage);
            return refusal.Message;
        }
    }

    private static byte[] Packed(int length)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var text = new byte[length];
            Array.Fill(text, (byte)'A');
            zlib.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>Most bytes of memory that this process has held since it began.</summary>
    private static long PeakResident()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
