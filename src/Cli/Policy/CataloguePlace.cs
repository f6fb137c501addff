using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary>Where the catalogue of a policy is: beside it, or in the nearest folder above.</summary>
internal static class CataloguePlace
{
    /// <summary>The path of the catalogue, or null when there is none.</summary>
    public static string? Of(FileInfo policy)
    {
        for (var folder = policy.Directory; folder is not null; folder = folder.Parent)
        {
            var catalogue = Path.Combine(folder.FullName, CatalogueReader.FileName);
            if (File.Exists(catalogue))
                return Path.GetRelativePath(Environment.CurrentDirectory, catalogue);
        }
        return null;
    }
}
