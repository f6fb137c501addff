using Evenhand.Core.Stream;
using Evenhand.Policies;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary>Opens policies with their catalogues, each catalogue once.</summary>
/// <param name="named">The catalogue that the user named, or null.</param>
internal sealed class OpenedPolicies(FileInfo? named)
{
    private readonly Dictionary<string, (Catalogue? Catalogue, Problems Problems)> known = [];

    /// <summary>Checks a policy and runs its examples.</summary>
    public PolicyReport Report(FileInfo file) =>
        Catalogue(file, out var problems) is { } catalogue
            ? PolicyReport.Of(file.ToString(), catalogue, mutate: false)
            : new PolicyReport(file.ToString(), null, problems, new Problems(), 0, null);

    /// <summary>Checks a policy without running anything; null, with the problems on standard error, when it has any.</summary>
    public CheckedPolicy? Check(FileInfo file)
    {
        var catalogue = Catalogue(file, out var problems);
        var policy = catalogue is null
            ? null
            : PolicyFile.Check(file.ToString(), catalogue, problems);
        foreach (var problem in problems.InOrder)
            Console.Error.WriteLine(problem);
        return policy?.Version is null ? null : policy;
    }

    /// <summary>The catalogue of a policy; null, with problems, when there is none that can be read.</summary>
    public Catalogue? Catalogue(FileInfo file, out Problems problems)
    {
        if (CataloguePlace.Of(file, named) is not { } place)
        {
            problems = CataloguePlace.Missing(file);
            return null;
        }
        if (!known.TryGetValue(place, out var found))
        {
            found.Problems = new Problems();
            found.Catalogue = CatalogueReader.Open(place, found.Problems);
            known[place] = found;
        }
        problems = new Problems();
        problems.AddAll(found.Problems);
        return found.Catalogue;
    }
}
