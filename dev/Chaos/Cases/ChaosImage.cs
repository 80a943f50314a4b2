namespace PathoChain.Dev.Chaos.Cases;

/// <summary>An image of the campaign, and what was done about it: the facts that the model judges by.</summary>
/// <param name="cid">Its id.</param>
/// <param name="digest">What the chain registers, 0x and hex.</param>
/// <param name="registry">The contract that its registration call goes to.</param>
/// <param name="call">That call, 0x and hex.</param>
/// <param name="kind">What happens to it.</param>
internal sealed class ChaosImage(string cid, string digest, string registry, string call, CaseKind kind)
{
    public string Cid => cid;

    public string Digest => digest;

    public string Registry => registry;

    public string Call => call;

    public CaseKind Kind => kind;

    /// <summary>Everything that was sent for it, in order.</summary>
    public List<SentTransaction> Sent { get; } = [];

    /// <summary>The hash that the API was told last, if any.</summary>
    public string? Announced { get; private set; }

    /// <summary>Whether the API could see the announced transaction at the node.</summary>
    public Sight Sight { get; private set; }

    /// <summary>Whether the API once showed the event of this image.</summary>
    public bool EventShown { get; set; }

    /// <summary>Whether a reorganisation or a restart of the node took away a transaction of one of its accounts.</summary>
    public bool Disturbed { get; set; }

    /// <summary>Whether the relay took it, and so must get it onto the chain whatever happens.</summary>
    public bool Relayed { get; set; }

    public void Announce(string hash) => (Announced, Sight) = (hash, Sight.Never);

    /// <param name="lingered">Whether the API had the time to look.</param>
    public void Visible(bool lingered) => Sight = lingered || Sight is Sight.Certain ? Sight.Certain : Sight.Perhaps;
}

/// <summary>Whether somebody had the chance to see something.</summary>
internal enum Sight
{
    Never,
    Perhaps,
    Certain,
}
