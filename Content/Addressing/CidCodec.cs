namespace PathoChain.Content;

/// <summary>How the block behind a CID is read: the multicodec codes that are used here.</summary>
public enum CidCodec : byte
{
    /// <summary>Plain bytes.</summary>
    Raw = 0x55,

    /// <summary>A node that links to other blocks.</summary>
    DagPb = 0x70,
}
