using System.CommandLine;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary>The catalogues of policies: the one that is named, else that beside a policy, else in the nearest folder above.</summary>
/// <param name="named">The one that is named for all policies, or null.</param>
internal sealed class Catalogues(FileInfo? named)
{
    /// <summary>The option of every verb that reads policies.</summary>
    public static readonly Option<FileInfo?> Option = new("--catalogue")
    {
        Description =
            "The catalogue; by default catalogue.yaml beside the policy, or in a folder above",
        HelpName = "FILE",
    };

    private readonly Dictionary<string, (Catalogue? Catalogue, Problems Problems)> read = [];

    /// <summary>The catalogue of a policy, read once; null, with problems, when there is none that is any good.</summary>
    public (Catalogue? Catalogue, Problems Problems) Of(FileInfo policy)
    {
        if (Place(policy) is not { } place)
            return (null, Missing(policy));
        if (!read.TryGetValue(place, out var known))
        {
            known.Problems = new Problems();
            known.Catalogue = CatalogueReader.Open(place, known.Problems);
            read[place] = known;
        }
        return known;
    }

    private string? Place(FileInfo policy)
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

    private static Problems Missing(FileInfo policy)
    {
        var problems = new Problems();
        problems.Add(
            new Problem(
                policy.ToString(),
                Evenhand.Notation.Place.Start,
                "",
                $"no {CatalogueReader.FileName} stands beside it or in a folder above",
                "name one with --catalogue"
            )
        );
        return problems;
    }
}
