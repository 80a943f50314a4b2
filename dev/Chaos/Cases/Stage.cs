using System.Net.Sockets;
using System.Collections.Immutable;
using System.Globalization;
using PathoChain.Dev.Chaos.Nodes;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Chaos.Cases;

/// <summary>What a case can do, as a person with a browser and a wallet can; keeps the facts.</summary>
/// <param name="api">The API; while it is away, calls are repeated as a browser's user would.</param>
/// <param name="node">Where wallets send to.</param>
/// <param name="accounts">Gives an account that nobody else uses.</param>
/// <param name="sample">An image; each upload of it makes another envelope.</param>
/// <param name="random">Decides between variants.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class Stage(ApiClient api, NodeDriver node, Func<Task<string>> accounts, byte[] sample, Random random, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>All images so far; others read it while cases add to it.</summary>
    public ImmutableList<ChaosImage> Images { get; private set; } = [];

    public bool Chance(int percent) => random.Next(100) < percent;

    public byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    public string RandomHash() => $"0x{Convert.ToHexStringLower(RandomBytes(32))}";

    public async Task<ChaosImage> UploadAsync(CaseKind kind)
    {
        var key = Guid.NewGuid().ToString();
        var uploaded = await PersistAsync(() => api.UploadAsync(sample, key, cancellationToken));
        var call = uploaded.RegistrationCall;
        var image = new ChaosImage(uploaded.Cid, uploaded.Json.GetProperty("digest").GetString()!, call.To.ToLowerInvariant(), call.Data, kind);
        Images = Images.Add(image);
        return image;
    }

    public async Task AnnounceAsync(ChaosImage image, string hash)
    {
        await PersistAsync(() => api.AnnounceAsync(image.Cid, hash, cancellationToken));
        image.Announce(hash);
        if (await node.KnowsAsync(hash))
        {
            image.Visible(lingered: false);
        }
    }

    /// <summary>Has one of the node's own accounts sign the image's registration, and the relay send it.</summary>
    public async Task RelayAsync(ChaosImage image)
    {
        var signers = await node.AccountsAsync();
        var registrant = signers[random.Next(1, signers.Count)];
        var request = await PersistAsync(() => api.RegistrationRequestAsync(image.Cid, registrant, cancellationToken));
        var deadline = request.GetProperty("message").GetProperty("deadline").ToString();
        var signature = await node.SignAsync(registrant, request);
        await PersistAsync(async () =>
        {
            await api.RelayAsync(image.Cid, registrant, long.Parse(deadline, CultureInfo.InvariantCulture), signature, cancellationToken);
            return true;
        });
        image.Relayed = true;
    }

    /// <summary>The image's registration from a fresh account.</summary>
    public async Task<TransactionDraft> DraftAsync(ChaosImage image) => new(await accounts(), 0, image.Registry, image.Call);

    public async Task<SentTransaction> SendAsync(ChaosImage image, TransactionDraft draft)
    {
        var sent = await node.SendAsync(draft);
        image.Sent.Add(sent);
        return sent;
    }

    public Task ForgetAsync(SentTransaction sent) => node.DropAsync(sent.Hash);

    private async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException && !limit.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
