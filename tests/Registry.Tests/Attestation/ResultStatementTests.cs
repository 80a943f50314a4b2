using PathoChain.Registry.Attestation;

namespace PathoChain.Registry.Tests.Attestation;

/// <summary>The statement has one form: whoever has the result can write and hash it anew.</summary>
public sealed class ResultStatementTests
{
    private static readonly ResultStatement Statement = new(
        "bafkreiexample",
        new string('5', 64),
        new DateTimeOffset(2026, 12, 1, 5, 0, 0, 250, TimeSpan.FromHours(2)),
        0.1 + 0.2,
        "invasive & «in situ»",
        null,
        [new("vgg16", new string('b', 64), 1e-7, -16.118095550958316, "positive"), new("basecnn", new string('a', 64), 0.5, 0, "negative")]);

    // By Python: hashlib.sha256(text.encode()).hexdigest()
    [Fact]
    public void Its_text_and_digests_are_those_that_others_compute()
    {
        Statement.ToJson().Should().Be(
            $$"""{"format":"pathochain-result-1","cid":"bafkreiexample","salt":"{{new string('5', 64)}}","classifiedAt":"2026-12-01T03:00:00.25+00:00","probability":0.30000000000000004,"label":"invasive \u0026 \u00ABin situ\u00BB","ensembleSha256":null,"votes":["""
            + $$"""{"model":"vgg16","modelSha256":"{{new string('b', 64)}}","probability":1E-07,"logit":-16.118095550958316,"label":"positive"},"""
            + $$"""{"model":"basecnn","modelSha256":"{{new string('a', 64)}}","probability":0.5,"logit":0,"label":"negative"}]}""");
        Statement.Digest.ToString().Should().Be("0x92bb29d21314f2670fc37c8891cda18a03c8ade025fb15bd5303ac9a574f0d0b");
        Statement.ModelsDigest.ToString().Should().Be("0x913f9338fb6c17253f3a14816fc08d52522454bfc19a8c99538a197cfb23fb41");
    }

    // Likewise.
    [Fact]
    public void Where_the_cards_are_known_it_binds_them_too()
    {
        ResultStatement ofCards = Statement with { Votes = [Statement.Votes[0] with { CardSha256 = new string('c', 64) }, Statement.Votes[1] with { CardSha256 = new string('d', 64) }] };

        ofCards.ToJson().Should().StartWith("""{"format":"pathochain-result-2","cid":""").And.Contain($$""","label":"positive","cardSha256":"{{new string('c', 64)}}"}""");
        ofCards.Digest.ToString().Should().Be("0x7c943adade6b6038fb73d5b6676512ef2e4caab0cc73316870bc916aca8c3e3e");
        ofCards.ModelsDigest.Should().Be(Statement.ModelsDigest);
    }

    [Fact]
    public void What_the_wallet_sends_is_of_the_image_and_these_digests()
    {
        var image = Hash32.Parse($"0x{new string('c', 64)}");

        Statement.AttestCall(image).Should().EndWith(new string('c', 64) + Statement.Digest.ToString()[2..] + Statement.ModelsDigest.ToString()[2..]);
    }

    [Fact]
    public void Any_other_result_or_model_is_another_statement()
    {
        var attestation = new AttestationRecord(Statement.Digest, Statement.ModelsDigest, DateTimeOffset.UnixEpoch);
        ResultStatement[] others =
        [
            Statement with { Cid = "bafkreiother" },
            Statement with { Salt = new string('6', 64) },
            Statement with { ClassifiedAt = Statement.ClassifiedAt.AddTicks(1) },
            Statement with { Probability = 0.3 },
            Statement with { Label = null },
            Statement with { EnsembleSha256 = new string('d', 64) },
            Statement with { Votes = [Statement.Votes[1], Statement.Votes[0]] },
            Statement with { Votes = [Statement.Votes[0] with { Model = "vgg19" }, Statement.Votes[1]] },
            Statement with { Votes = [Statement.Votes[0] with { Probability = 2e-7 }, Statement.Votes[1]] },
            Statement with { Votes = [Statement.Votes[0] with { Logit = -16 }, Statement.Votes[1]] },
            Statement with { Votes = [Statement.Votes[0] with { Label = "negative" }, Statement.Votes[1]] },
            Statement with { Votes = [Statement.Votes[0] with { CardSha256 = new string('e', 64) }, Statement.Votes[1]] },
            Statement with { Votes = [Statement.Votes[0] with { ModelSha256 = new string('e', 64) }, Statement.Votes[1]] },
        ];

        Statement.IsOf(attestation).Should().BeTrue();
        others.Should().AllSatisfy(other => other.IsOf(attestation).Should().BeFalse());
    }
}
