using System.Net.Http.Headers;
using System.Text;
using PathoChain.Libvips;

namespace PathoChain.EndToEnd.Tests.Privacy;

/// <summary>Uploads that carry the canary in every place where a file or a request can carry text.</summary>
internal static class MarkedUploads
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Canary.Text);
    private static readonly byte[] Exif = new TiffBytes().Ascii(0x010E, Canary.Text).Ascii(0x013B, Canary.Text).Build([]);
    private static readonly byte[] Xmp = Encoding.ASCII.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{Canary.Text}</x:xmpmeta>");

    /// <summary>The place of the mark, and the file.</summary>
    public static IReadOnlyList<(string Place, byte[] File)> Files()
    {
        var drawn = DrawnImage.Gradient(60, 50);
        var (png, jpeg) = (ImageCodec.EncodePng(drawn), Encode.Jpeg(drawn));
        return
        [
            ("nothing in the file", png),
            ("png tEXt", PngBytes.With(png, "tEXt", [.. "Comment\0"u8, .. Mark])),
            ("png iTXt", PngBytes.With(png, "iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp])),
            ("png eXIf", PngBytes.With(png, "eXIf", Exif)),
            ("jpeg EXIF", JpegBytes.WithExif(jpeg, Exif)),
            ("jpeg comment", JpegBytes.With(jpeg, 0xFE, Mark)),
            ("jpeg XMP", JpegBytes.With(jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Xmp])),
            ("tiff tags", TiffBytes.Image(60, 50, drawn.Rgb, tiff => tiff.Ascii(270, Canary.Text).Ascii(315, Canary.Text).Undefined(700, Xmp))),
        ];
    }

    /// <summary>A request with the mark in the file's name and type, in other fields before the file, and in headers.</summary>
    public static HttpRequestMessage Request(byte[] file, int number)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/x") { Parameters = { new NameValueHeaderValue("name", $"\"{Canary.Text}\"") } };
        part.Headers.Add("Content-Description", Canary.Text);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/images?patient={Uri.EscapeDataString(Canary.Text)}")
        {
            Content = new MultipartFormDataContent
            {
                { new StringContent(Canary.Text), "patient" },
                { new StringContent(Canary.Text), Canary.Text },
                { part, "file", $"{Canary.Text}.png" },
            },
        };
        request.Headers.Add("Idempotency-Key", $"{Canary.Text.Replace(' ', '-')}-{number}");
        request.Headers.Add("X-Patient", Canary.Text);
        request.Headers.Add("Cookie", $"patient={Uri.EscapeDataString(Canary.Text)}");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue($"({Canary.Text})"));
        return request;
    }
}
