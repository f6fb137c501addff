using System.Text;
using Evenhand.Policies.Reading;

namespace Evenhand.Runtime.Serving.Exporting;

/// <summary>A file of a folder that <c>--policies</c> takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record PolicyFileText(string Name, byte[] Bytes);

/// <summary>The policies that a node serves, those published while it ran too, as files of such a folder.</summary>
internal static class ExportedPolicies
{
    /// <summary>The catalogue and every version.</summary>
    public static IEnumerable<PolicyFileText> Of(NodeContext context)
    {
        var catalogue = Path.Combine(context.Settings.Policies, CatalogueReader.FileName);
        yield return new PolicyFileText(CatalogueReader.FileName, File.ReadAllBytes(catalogue));
        foreach (var policy in context.Shelf.All)
            yield return new PolicyFileText(
                $"{Safe(policy.Version.Name)}-{Safe(policy.Version.Version)}.md",
                Encoding.UTF8.GetBytes(policy.Text)
            );
    }

    /// <summary>Names of policies are slugs; a version may hold anything.</summary>
    private static string Safe(string name) =>
        string.Concat(
                name.Select(each =>
                    char.IsAsciiLetterOrDigit(each) || each is '.' or '-' ? each : '_'
                )
            )
            .TrimStart('.');
}
