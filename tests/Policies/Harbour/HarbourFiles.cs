using System.Text;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using Evenhand.Tests.Tidy;
using Shouldly;

namespace Evenhand.Tests.Policies.Harbour;

/// <summary>Documents of a harbour that does not exist, under its own catalogue.</summary>
internal static class HarbourFiles
{
    /// <summary>The front matter of every document that tests write; its first clause begins on line 6.</summary>
    public const string FrontMatter =
        "---\npolicy: harbour\nversion: 1\neffective: 2026-01-01\n---\n";

    public static readonly string Folder = Path.Combine(
        Tree.Root(),
        "tests",
        "Policies",
        "Harbour"
    );

    public static readonly Catalogue Catalogue = ReadCatalogue();

    /// <summary>A document with one clause, Dock, whose rule begins on line 8.</summary>
    public static string Dock(string rule) => $"{FrontMatter}### Dock\n```yaml rule\n{rule}\n```\n";

    /// <summary>What the check says of a document, without the file's name.</summary>
    public static List<string> Problems(string text)
    {
        var problems = new Problems();
        Check(text, problems);
        return [.. problems.InOrder.Select(problem => problem.ToString()["d.md:".Length..])];
    }

    public static CheckedPolicy Check(string text, Problems problems)
    {
        return PolicyFile.Check(Read(text, problems), Catalogue, problems);
    }

    /// <summary>A document as it was written.</summary>
    public static Document Read(string text, Problems problems)
    {
        var source = SourceText.Decode("d.md", Encoding.UTF8.GetBytes(text), problems)!;
        return DocumentReader.Read(source, problems)!;
    }

    /// <summary>The typed policy of a document without problems.</summary>
    public static TypedPolicy Typed(string text)
    {
        var problems = new Problems();
        var policy = Check(text, problems).Policy;
        problems.InOrder.ShouldBeEmpty();
        return policy;
    }

    /// <summary>The compiled policy of a document without problems.</summary>
    public static PolicyVersion Compiled(string text)
    {
        var problems = new Problems();
        var version = Check(text, problems).Version;
        problems.InOrder.ShouldBeEmpty();
        return version!;
    }

    /// <summary>The compiled policy of a document with one clause, Dock.</summary>
    public static PolicyVersion CompiledDock(string rule) => Compiled(Dock(rule));

    private static Catalogue ReadCatalogue()
    {
        var problems = new Problems();
        var catalogue = CatalogueReader.Open(
            Path.Combine(Folder, CatalogueReader.FileName),
            problems
        );
        problems.InOrder.ShouldBeEmpty();
        return catalogue!;
    }
}
