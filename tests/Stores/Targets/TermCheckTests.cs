using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Network;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

public class TermCheckTests
{
    private const string Hidden = "nobody-sees-this";

    private static readonly TargetKind Kind = new(
        "shelf",
        [
            new("name", "what it is called") { IsNeeded = true },
            new("port", "its port") { Form = TermForm.Port },
            new("at", "where it is") { Form = TermForm.Address },
            new("word", "the word that opens it") { IsNeeded = true, IsSecret = true },
            new("key", "its key") { IsSecret = true, Form = TermForm.Text },
        ],
        (_, _) => throw new InvalidOperationException("nothing is opened to check it")
    );

    [Fact]
    public void What_is_as_it_should_be_is_taken() =>
        Objections("name=a port=22 at=https://example.com/x word!=b").ShouldBeEmpty();

    [Theory]
    [InlineData("word!=b", "`name` is missing: what it is called")]
    [InlineData("name=a", "`word` is missing: the word that opens it")]
    [InlineData(
        "name=a word!=b colour=red",
        "shelf has no setting `colour`; it has name, port, at"
    )]
    [InlineData("name=a word!=b colour!=red", "shelf has no secret `colour`; it has word, key")]
    [InlineData("name=a word=b word!=b", "`word` is no setting but a secret")]
    [InlineData("name=a name!=b word!=b", "`name` is no secret but a setting")]
    [InlineData("name=a word!=b port=0", "`port` takes a number from 1 to 65535")]
    [InlineData("name=a word!=b port=65536", "`port` takes a number from 1 to 65535")]
    [InlineData("name=a word!=b at=http://example.com", "`at` is reached over https")]
    [InlineData("name=a word!=b at=https://10.1.1.1", "`at` is to be at a public address")]
    [InlineData("name=a word!=", "`word` takes 1 to 16,384 characters")]
    public void What_is_not_is_told(string said, string why) => Objections(said).ShouldBe([why]);

    [Theory]
    [InlineData("https://u:p@example.com")]
    [InlineData("https://example.com/?x=1")]
    [InlineData("ftp://example.com")]
    [InlineData("example.com")]
    public void What_is_no_address_is_told(string said) =>
        Objections($"name=a word!=b at={said}")
            .ShouldHaveSingleItem()
            .ShouldStartWith("`at` takes");

    [Fact]
    public void All_is_told_at_once_and_no_secret_with_it()
    {
        var terms = new TargetTerms(
            ImmutableSortedDictionary<string, string>.Empty.Add("port", "x"),
            ImmutableSortedDictionary<string, string>
                .Empty.Add("word", $"{Hidden}\n")
                .Add("o", Hidden)
        );
        var wrong = TermCheck.Objections(Kind, terms, new Outward(false));
        wrong.Count.ShouldBe(4);
        wrong.ShouldAllBe(each => !each.Contains(Hidden));
        terms.ToString().ShouldNotContain(Hidden);
    }

    [Fact]
    public void Each_kind_is_one_of_those_that_policies_name_and_says_what_it_asks()
    {
        foreach (var kind in TargetKinds.All)
        {
            VaultTypes.Targets.ShouldContain(kind.Name);
            kind.Terms.Select(term => term.Name).ShouldBeUnique();
            kind.Terms.ShouldAllBe(term => term.Meaning.Length > 0 && !term.Meaning.EndsWith('.'));
        }
    }

    [Fact]
    public void A_server_of_files_wants_one_of_two_secrets()
    {
        var kind = TargetKinds.All.Single(each => each.Name == "sftp");
        Objections("host=example.com user=ann", kind)
            .ShouldBe(["either `password` or `private-key` is needed"]);
        Objections("host=example.com user=ann password!=x", kind).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Objections(string said, TargetKind? kind = null)
    {
        var (settings, secrets) = (
            ImmutableSortedDictionary.CreateBuilder<string, string>(),
            ImmutableSortedDictionary.CreateBuilder<string, string>()
        );
        foreach (var each in said.Split(' '))
        {
            var (name, value) = (each[..each.IndexOf('=')], each[(each.IndexOf('=') + 1)..]);
            if (name.EndsWith('!'))
                secrets.Add(name[..^1], value);
            else
                settings.Add(name, value);
        }
        var terms = new TargetTerms(settings.ToImmutable(), secrets.ToImmutable());
        return TermCheck.Objections(kind ?? Kind, terms, new Outward(allowsPrivate: false));
    }
}
