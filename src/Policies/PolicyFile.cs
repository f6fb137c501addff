using Evenhand.Core.Stream;
using Evenhand.Policies.Checking;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies;

/// <summary>One literate policy through all passes: read, resolve, check, emit.</summary>
public static class PolicyFile
{
    /// <summary>Checks a file; what is wrong with it is added to the problems. Null when it cannot be read at all.</summary>
    public static TypedPolicy? Check(string file, Catalogue catalogue, Problems problems)
    {
        if (DocumentReader.Open(file, problems) is not { } document)
            return null;
        var policy = Resolver.Resolve(Draft.Of(document, problems), catalogue, problems);
        var report = new Reporter(problems, file);
        BoundFigures.Check(policy, report);
        LooseNumbers.Check(policy, report);
        return policy;
    }
}
