using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies;

/// <summary>Every policy that the repository carries holds, and its examples pin down all that runs.</summary>
public sealed class PublishedPoliciesTests
{
    public static TheoryData<string> Files =>
        [
            .. new[] { "policies", "samples" }
                .SelectMany(folder =>
                    Directory.EnumerateFiles(
                        Path.Combine(Tree.Root(), folder),
                        "*.md",
                        SearchOption.AllDirectories
                    )
                )
                .Where(file =>
                    DocumentReader.Open(file, new Problems()) is { } document
                    && PolicyFiles.IsPolicy(document)
                )
                .Select(file => Path.GetRelativePath(Tree.Root(), file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_policy_is_what_it_claims_to_be(string file)
    {
        var path = Path.Combine(Tree.Root(), file);
        var report = PolicyReport.Of(path, CatalogueOf(path), mutate: true);
        report.Problems.InOrder.ShouldBeEmpty();
        report.Failures.InOrder.ShouldBeEmpty();
        report.Mutation!.Survivors.Select(survivor => survivor.ToString()).ShouldBeEmpty();
    }

    private static Evenhand.Core.Stream.Catalogue CatalogueOf(string policy)
    {
        var folder = Directory.GetParent(policy);
        while (!File.Exists(Path.Combine(folder!.FullName, CatalogueReader.FileName)))
            folder = folder.Parent;
        return CatalogueReader.Open(
            Path.Combine(folder.FullName, CatalogueReader.FileName),
            new Problems()
        )!;
    }
}
