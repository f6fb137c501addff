using Evenhand.Notation;
using Evenhand.Policies;

namespace Evenhand.Cli.Policy;

/// <summary>Opens policies with their catalogues, each catalogue once.</summary>
/// <param name="named">The catalogue that the user named, or null.</param>
internal sealed class OpenedPolicies(FileInfo? named)
{
    private readonly Catalogues catalogues = new(named);

    /// <summary>Checks a policy and runs its examples.</summary>
    public PolicyReport Report(FileInfo file)
    {
        var (catalogue, problems) = catalogues.Of(file);
        return catalogue is null
            ? new PolicyReport(file.ToString(), null, problems, new Problems(), 0, null)
            : PolicyReport.Of(file.ToString(), catalogue, mutate: false);
    }

    /// <summary>Checks a policy without running anything; null, with the problems on standard error, when it has any.</summary>
    public CheckedPolicy? Check(FileInfo file)
    {
        var (catalogue, known) = catalogues.Of(file);
        var problems = new Problems();
        problems.AddAll(known);
        var policy = catalogue is null
            ? null
            : PolicyFile.Check(file.ToString(), catalogue, problems);
        foreach (var problem in problems.InOrder)
            Console.Error.WriteLine(problem);
        return policy?.Version is null ? null : policy;
    }
}
