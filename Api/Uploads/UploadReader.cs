using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
using PathoChain.Content;

namespace PathoChain.Api.Uploads;

/// <summary>Reads the one file of a multipart/form-data body (RFC 7578) into memory, never to a disk, and never more than an image may have.</summary>
internal static class UploadReader
{
    /// <summary>The field of the form that holds the file.</summary>
    public const string Field = "file";

    /// <summary>Bytes of a file.</summary>
    public const int MaxBytes = ImageIntake.MaxBytes;

    /// <summary>Longest that a body may take: the largest takes that long on a line of a megabit a second.</summary>
    public static readonly TimeSpan LongestBody = TimeSpan.FromMinutes(5);

    private const int MaxBoundaryLength = 70; // RFC 2046 section 5.1.1

    /// <summary>Reads the file, as far as there is room for it in <paramref name="share"/>.</summary>
    /// <exception cref="ProblemException">The body is not multipart, holds no or several fields <c>file</c>, or a file that is too large, or there is no room for it.</exception>
    /// <exception cref="BadHttpRequestException">It took too long.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, BodyBudget.Share share, TimeProvider time, CancellationToken cancellationToken) =>
        BodyDeadline.KeepAsync(LongestBody, time, end => ReadAsync(request, share, end), cancellationToken);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, BodyBudget.Share share, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes + 64 * 1024)
        {
            throw TooLarge();
        }

        var multipart = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        ReadOnlyMemory<byte>? file = null;
        try
        {
            while (await multipart.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.Name.Value?.Trim('"') != Field)
                {
                    continue;
                }

                file = file is null
                    ? await BoundedBody.ReadAsync(section.Body, Admit, cancellationToken)
                    : throw new ProblemException(Problem.BadRequest, $"The form has more than one field '{Field}'; send each file in a request of its own.");
            }
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException and not BadHttpRequestException))
        {
            throw new ProblemException(Problem.BadRequest, "The multipart body is not well formed or ends too early.");
        }

        return file ?? throw new ProblemException(Problem.BadRequest, $"The form has no field '{Field}'.");

        void Admit(long bytes)
        {
            if (bytes > MaxBytes)
            {
                throw TooLarge();
            }

            if (!share.TryGrowTo(bytes))
            {
                throw new ProblemException(Problem.Busy, UploadIntake.TooMany);
            }
        }
    }

    private static string Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MaxBoundaryLength } boundary)
        {
            throw new ProblemException(Problem.BadRequest, $"Send the image as multipart/form-data in the field '{Field}'.");
        }

        return boundary.Value!;
    }

    private static ProblemException TooLarge() =>
        new(Problem.FileTooLarge, $"A file may have {MaxBytes / (1024 * 1024)} MiB; send a smaller or a tiled one.");
}
