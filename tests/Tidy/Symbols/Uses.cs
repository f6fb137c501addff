using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Evenhand.Tests.Tidy.Symbols;

/// <summary>
/// Which room uses which, by what each name means: not by how it is spelled, so that no alias, member or inferred type hides
/// an arrow.
/// </summary>
internal static class Uses
{
    // To find those of a checkout takes seconds.
    private static readonly ConditionalWeakTable<Tree, IReadOnlyList<Use>> Known = new();

    /// <summary>Every use of another room by the projects that have floors, in the order of files and lines.</summary>
    public static IReadOnlyList<Use> Of(Tree tree) => Known.GetValue(tree, Find);

    private static IReadOnlyList<Use> Find(Tree tree) =>
        [
            .. Sources
                .Compile(tree)
                .Where(project => House.Floors.ContainsKey(Sources.NameOf(project)))
                .AsParallel()
                .SelectMany(OfProject)
                .Distinct()
                .OrderBy(use => use.Path, StringComparer.Ordinal)
                .ThenBy(use => use.Line)
                .ThenBy(use => use.What, StringComparer.Ordinal),
        ];

    private static IEnumerable<Use> OfProject(CSharpCompilation project) =>
        project
            .SyntaxTrees.Where(tree => tree.FilePath.Length > 0)
            .SelectMany(tree => OfFile(project, tree));

    private static IEnumerable<Use> OfFile(CSharpCompilation project, SyntaxTree tree)
    {
        var model = project.GetSemanticModel(tree);
        var from = Use.RoomOf(tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
                continue;
            if (IsInUsing(node) || Named(model.GetSymbolInfo(node)) is not { } type)
                continue;
            var to = RoomOf(type);
            if (to != null && to != from)
                yield return new Use(tree.FilePath, LineOf(node), from, to, type.Name);
        }
    }

    /// <summary>A using says only where names are looked for; what it is used for stands below it.</summary>
    private static bool IsInUsing(SyntaxNode node) =>
        node.FirstAncestorOrSelf<UsingDirectiveSyntax>() != null;

    private static INamedTypeSymbol? Named(SymbolInfo info) =>
        (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
        {
            INamedTypeSymbol type => type,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol =>
                info.Symbol?.ContainingType,
            _ => null,
        };

    private static int LineOf(SyntaxNode node) =>
        node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>A type's room, by the file that declares it; null for what is not ours.</summary>
    private static string? RoomOf(INamedTypeSymbol type) =>
        type.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath
            is { Length: > 0 } path
            ? Use.RoomOf(path)
            : null;
}
