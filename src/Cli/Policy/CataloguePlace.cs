using System.CommandLine;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary>Where the catalogue of a policy is: named, beside it, or in the nearest folder above.</summary>
internal static class CataloguePlace
{
    public static readonly Option<FileInfo?> Option = new("--catalogue")
    {
        Description =
            "The catalogue; by default catalogue.yaml beside the policy, or in a folder above",
        HelpName = "FILE",
    };

    /// <summary>The path of the catalogue, or null when there is none.</summary>
    public static string? Of(FileInfo policy, FileInfo? named)
    {
        if (named is not null)
            return named.ToString();
        var beside = Path.GetDirectoryName(policy.ToString()) ?? "";
        for (var folder = policy.Directory; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, CatalogueReader.FileName)))
                return Path.Combine(beside, CatalogueReader.FileName);
            beside = Path.Combine(beside, "..");
        }
        return null;
    }

    /// <summary>What to say of a policy without a catalogue.</summary>
    public static Problems Missing(FileInfo policy)
    {
        var problems = new Problems();
        problems.Add(
            new Problem(
                policy.ToString(),
                Place.Start,
                "",
                $"no {CatalogueReader.FileName} stands beside it or in a folder above",
                "name one with --catalogue"
            )
        );
        return problems;
    }
}
