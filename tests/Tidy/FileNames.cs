using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Evenhand.Tests.Tidy;

/// <summary>A file of the core has a type of its own name, so that who looks for a type finds it by guessing its file.</summary>
internal static class FileNames
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        from file in tree.Files
        where file.IsUnder("src/Core") && file.IsCSharp
        let name = Path.GetFileNameWithoutExtension(file.Path)
        let types = Types(file.Text)
        where types.Count > 0 && !types.Contains(name)
        select new Violation(
            file.Path,
            1,
            $"no type of the file is called {name}",
            "Name the file after the type that it is about, and give the others files of their own"
        );

    private static HashSet<string> Types(string text) =>
        [
            .. CSharpSyntaxTree
                .ParseText(text)
                .GetRoot()
                .DescendantNodes(node => node is not TypeDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>()
                .Select(type => type.Identifier.Text),
        ];
}
