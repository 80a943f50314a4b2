using Microsoft.AspNetCore.Http;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests.Pinning;

/// <summary>Tests with a server that stands in for Pinata.</summary>
public abstract class PinataTest : IAsyncLifetime, IDisposable
{
    private protected static readonly CleanImage Small = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Gradient(90, 60)));
    private protected static readonly CleanImage Large = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Noise(1200, 900)));
    private protected static readonly Cid Unknown = Cid.Of(CidCodec.Raw, []);

    private readonly List<PinataService> _services = [];

    private protected PinataTest() => (Store, Key) = (new(Folder.File("blocks")), SiteKey.LoadOrCreate(Folder.File("site.key")));

    private protected TemporaryFolder Folder { get; } = new();

    private protected HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private protected LocalBlockStore Store { get; }

    private protected SiteKey Key { get; }

    private protected PinataServer Server { get; private set; } = null!;

    private protected PinataService Pinata { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await PinataServer.StartAsync();
        Pinata = Service();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        _services.ForEach(service => service.Dispose());
        Http.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<PinningException> ShouldFailAsync(Func<Task> act, string message) => (await act.Should().ThrowAsync<PinningException>().WithMessage(message)).Which;

    private protected Task<StoredEnvelope> StoreAsync(CleanImage image) => new ImageVault(Store, Key, new PinningServices([])).StoreAsync(image);

    private protected IEnumerable<string> Calls() => Server.Requests.Select(request => request.Call);

    private protected void Duplicate(Cid cid)
    {
        var file = Server.Files.Values.Single(file => file.Name == cid.ToString());
        Server.Files["duplicate"] = file with { Id = "duplicate" };
    }

    /// <summary>Has one kind of call answered always like this.</summary>
    private protected void Answer(string answered, int status, string body = "", int? retryAfter = null) => Server.Fault = async (call, context) =>
    {
        if (call == answered)
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (status, $"{retryAfter}");
            await context.Response.WriteAsync(body);
        }

        return call == answered;
    };

    private protected PinataService Service(string network = "private", string? jwt = null, int requestsPerMinute = 6000, TimeSpan? timeout = null)
    {
        var options = new PinataOptions
        {
            Jwt = jwt ?? Server.Jwt,
            Network = network,
            Gateway = Server.Gateway,
            ApiUrl = Server.ApiUrl,
            UploadUrl = Server.UploadUrl,
            RequestsPerMinute = requestsPerMinute,
        };
        _services.Add(new PinataService(Http, options, timeout ?? TimeSpan.FromSeconds(30)));
        return _services[^1];
    }
}
