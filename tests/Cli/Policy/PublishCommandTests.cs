using Evenhand.Cli;
using Evenhand.Tests.Policies.Quay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli.Policy;

/// <summary>Only policies that hold are published, all of them or none.</summary>
public sealed class PublishCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Policies_are_written_with_an_index()
    {
        Publish(QuayPolicy.PathOf("harbour.md"), QuayPolicy.PathOf("harbour-2.md")).ShouldBe(0);
        Written().ShouldBe(["harbour-1.html", "harbour-2.html", "index.html"]);
    }

    [Fact]
    public void The_pages_are_those_that_are_approved()
    {
        Publish(QuayPolicy.PathOf("harbour.md")).ShouldBe(0);
        File.ReadAllText(Path.Combine(folder.FullName, "out", "harbour.html"))
            .ShouldBe(QuayPolicy.Text("harbour.html"));
    }

    [Theory]
    [InlineData("allowance: { amount: 10 lifts }", "allowance: { amount: 11 lifts }", 2)]
    [InlineData("amount: 4.00", "amount: 5.00", 1)]
    public void A_policy_whose_words_or_examples_do_not_hold_is_not_published(
        string rule,
        string changed,
        int status
    )
    {
        var odd = Path.Combine(folder.FullName, "odd.md");
        File.WriteAllText(odd, QuayPolicy.Text("harbour.md").Replace(rule, changed));
        File.Copy(
            QuayPolicy.PathOf("catalogue.yaml"),
            Path.Combine(folder.FullName, "catalogue.yaml")
        );
        Publish(QuayPolicy.PathOf("harbour.md"), odd).ShouldBe(status);
        Written().ShouldBeEmpty();
    }

    [Fact]
    public void The_same_policy_twice_is_refused()
    {
        var file = QuayPolicy.PathOf("harbour.md");
        Publish(file, file).ShouldBe(2);
        Written().ShouldBeEmpty();
    }

    private int Publish(params string[] files) =>
        PolicyCommand
            .Create()
            .Parse(["publish", .. files, "--out", Path.Combine(folder.FullName, "out")])
            .Invoke();

    private IEnumerable<string> Written()
    {
        var to = new DirectoryInfo(Path.Combine(folder.FullName, "out"));
        return to.Exists
            ? to.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)
            : [];
    }
}
