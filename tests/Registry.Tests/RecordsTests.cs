using PathoChain.Registry.Merkle;

namespace PathoChain.Registry.Tests;

/// <summary>Every call that writes, and what the views then say, on a real devnet.</summary>
public sealed class RecordsTests(DevnetFixture fixture) : IClassFixture<DevnetFixture>
{
    private ImageRegistryViews Views => new(fixture.Rpc, fixture.Registry.Deployment);

    [Fact]
    public async Task A_batch_is_registered_attested_to_and_revoked()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 5);
        var digests = Merkle.MerkleVectors.DigestsOf("a batch", 3);
        (await Views.RegisteredAtAsync(account.Address, digests[0])).Should().BeNull();

        await SendAsync(account, ImageRegistryAbi.RegisterBatch(digests));
        await SendAsync(account, ImageRegistryAbi.Attest(digests[1], digests[0], digests[2]));
        await SendAsync(account, ImageRegistryAbi.Revoke(digests[2], 7));

        foreach (var digest in digests)
        {
            (await Views.RegisteredAtAsync(account.Address, digest)).Should().NotBeNull();
        }

        var attestation = await Views.AttestationOfAsync(account.Address, digests[1]);
        attestation.Should().Be(new AttestationRecord(digests[0], digests[2], attestation!.At));
        (await Views.RevocationOfAsync(account.Address, digests[2]))!.ReasonCode.Should().Be(7);
        (await Views.RevocationOfAsync(account.Address, digests[1])).Should().BeNull();
    }

    [Fact]
    public async Task An_anchored_tree_is_accepted_leaf_by_leaf_by_the_contract()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 6);
        var digests = Merkle.MerkleVectors.DigestsOf("anchored", 13);
        var tree = MerkleTree.Of(digests);

        await SendAsync(account, ImageRegistryAbi.Anchor(tree.Root, tree.LeafCount));

        (await Views.AnchorOfAsync(account.Address, tree.Root))!.LeafCount.Should().Be(13);
        foreach (var digest in digests)
        {
            (await Views.VerifyAnchoredAsync(account.Address, tree.Root, digest, tree.ProofOf(digest))).Should().BeTrue();
        }

        (await Views.VerifyAnchoredAsync(account.Address, tree.Root, digests[0], tree.ProofOf(digests[1]))).Should().BeFalse();
    }

    [Fact]
    public async Task A_second_anchor_of_a_root_is_refused_with_the_decoded_reason()
    {
        var account = await UnlockedAccount.OpenAsync(fixture.Rpc, 6);
        var root = MerkleTree.Of(Merkle.MerkleVectors.DigestsOf("twice", 2)).Root;
        await SendAsync(account, ImageRegistryAbi.Anchor(root, 2));

        var failure = await FluentActions.Invoking(() => SendAsync(account, ImageRegistryAbi.Anchor(root, 2))).Should().ThrowAsync<TransactionRevertedException>();

        failure.Which.Reason.Should().Be(new AlreadyAnchored(account.Address, root));
    }

    private Task<Hash32> SendAsync(UnlockedAccount account, byte[] call) => account.SendAsync(fixture.Registry.Deployment.Address, Hex.Encode(call));
}
