using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Shouldly;

namespace Evenhand.Tests.Policies.Quay;

/// <summary>Two versions of a policy of no vendor, with their catalogue and a few events.</summary>
internal static class QuayPolicy
{
    public static readonly Catalogue Catalogue = CatalogueReader.Open(
        PathOf("catalogue.yaml"),
        new Problems()
    )!;

    public static CheckedPolicy Old => Checked(Text("harbour.md"));

    public static CheckedPolicy New => Checked(Text("harbour-2.md"));

    public static PolicyShelf Shelf => new(Catalogue, [Old.Version!, New.Version!]);

    public static string PathOf(string name) =>
        RepositoryFile.PathOf($"tests/Policies/Quay/{name}");

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static CheckedPolicy Checked(string text)
    {
        var problems = new Problems();
        var policy = Read(text, problems);
        problems.InOrder.ShouldBeEmpty();
        return policy;
    }

    public static CheckedPolicy Read(string text, Problems problems)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var source = SourceText.Decode("harbour.md", bytes, problems)!;
        return PolicyFile.Check(DocumentReader.Read(source, problems)!, Catalogue, problems);
    }
}
