using System.Text;
using Evenhand.Node.Context;
using Evenhand.Policies.Reading;

namespace Evenhand.Node.Exporting;

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
        var names = new FileNames();
        foreach (var policy in context.Shelf.All)
            yield return new PolicyFileText(
                names.Of(policy.Version.Name, policy.Version.Version),
                Encoding.UTF8.GetBytes(policy.Text)
            );
    }
}
