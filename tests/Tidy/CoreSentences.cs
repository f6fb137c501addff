using System.Text.RegularExpressions;
using Evenhand.Tests.Tidy.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Evenhand.Tests.Tidy;

/// <summary>
/// No sentence stands in the core: it says what is the case by kinds and figures, and src/Wording makes the sentence. The message
/// of an exception is none, for it tells of a defect or of damage, and nobody's usage.
/// </summary>
internal static partial class CoreSentences
{
    public static IEnumerable<Violation> Check(Tree tree) =>
        from project in Sources.Compile(tree)
        where Sources.NameOf(project) == "Core"
        from file in project.SyntaxTrees
        where file.FilePath.Length > 0
        let model = project.GetSemanticModel(file)
        from text in file.GetRoot().DescendantNodes()
        where Words(text) is { } words && Sentence().IsMatch(words) && !IsMessage(text, model)
        select new Violation(
            file.FilePath,
            text.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            $"a sentence in the core: {text}",
            "Give it a kind, with its figures, and put it into words in src/Wording"
        );

    /// <summary>What a text says, a word in place of each hole; null for what is no text.</summary>
    private static string? Words(SyntaxNode node) =>
        node switch
        {
            LiteralExpressionSyntax literal when literal.Token.Value is string said => said,
            InterpolatedStringExpressionSyntax { Contents: var contents } => string.Concat(
                contents.Select(content =>
                    content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "x"
                )
            ),
            _ => null,
        };

    private static bool IsMessage(SyntaxNode text, SemanticModel model) =>
        text.Ancestors()
            .OfType<BaseObjectCreationExpressionSyntax>()
            .Any(made => IsException(model.GetTypeInfo(made).Type));

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type is { Name: nameof(Exception), ContainingNamespace.Name: nameof(System) })
                return true;
        return false;
    }

    [GeneratedRegex(@"\w[,;:.]? \w")]
    private static partial Regex Sentence();
}
