using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Evenhand.Tests.Tidy.Symbols;

/// <summary>
/// What stands under src/, compiled as far as that says what a name means. Code that generators add is missing, so that there
/// are errors; they are no concern of ours.
/// </summary>
internal static class Sources
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() =>
        [.. Assemblies().Select(path => MetadataReference.CreateFromFile(path))]
    );

    /// <summary>A compilation of each project that has floors and of those that it may use, each after what it uses.</summary>
    public static IReadOnlyList<CSharpCompilation> Compile(Tree tree)
    {
        var made = new Dictionary<string, CSharpCompilation>();
        foreach (var project in House.Floors.Keys)
            Compile(tree, project, made);
        return [.. made.Values];
    }

    /// <summary>The project of a compilation.</summary>
    public static string NameOf(CSharpCompilation project) =>
        project.AssemblyName!["Evenhand.".Length..];

    private static void Compile(
        Tree tree,
        string project,
        Dictionary<string, CSharpCompilation> made
    )
    {
        if (made.ContainsKey(project))
            return;
        var files = tree
            .Files.Where(file => file.IsUnder($"src/{project}") && file.IsCSharp)
            .ToList();
        foreach (var used in House.Projects[project])
            Compile(tree, used, made);
        var references = House
            .Projects[project]
            .Where(made.ContainsKey)
            .Select(used => (MetadataReference)made[used].ToMetadataReference());
        made[project] = CSharpCompilation.Create(
            $"Evenhand.{project}",
            [
                Parse(Usings + "\n" + Friends(), ""),
                .. files.Select(file => Parse(file.Text, file.Path)),
            ],
            [.. Framework.Value, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
    }

    /// <summary>What is internal is used across rooms too; who may see it is the compiler's business.</summary>
    private static string Friends() =>
        string.Join(
            '\n',
            House.Projects.Keys.Select(project =>
                $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Evenhand.{project}\")]"
            )
        );

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(
            text,
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
            path
        );

    private static IEnumerable<string> Assemblies() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path =>
                !Path.GetFileName(path).StartsWith("Evenhand.", StringComparison.Ordinal)
            );
}
