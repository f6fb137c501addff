using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>The profiles of a folder, each a file named like its policy.</summary>
public sealed class ProfileLibrary
{
    private const string All = "all";
    private const string Extension = ".yaml";

    private static readonly string Usual = Path.Combine("policies", "profiles");

    private readonly string folder;

    private ProfileLibrary(string folder) => this.folder = folder;

    /// <summary>The names of the policies that have a profile, in their order.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateFiles(folder, "*" + Extension)
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)!,
        ];

    /// <summary>
    /// The folder given; without one, policies/profiles in the working directory, beside the program or above either.
    /// Null when there is none.
    /// </summary>
    public static ProfileLibrary? Open(string? folder)
    {
        if (folder is not null)
            return Directory.Exists(folder) ? new ProfileLibrary(folder) : null;
        return Above(Directory.GetCurrentDirectory())
            .Concat(Above(AppContext.BaseDirectory))
            .Select(start => Path.Combine(start, Usual))
            .Where(Directory.Exists)
            .Select(found => new ProfileLibrary(found))
            .FirstOrDefault();
    }

    /// <summary>The profiles of the policies named, “all” standing for every one, and what is wrong with names or profiles.</summary>
    public (IReadOnlyList<Profile> Profiles, IReadOnlyList<string> Problems) Select(
        IEnumerable<string> policies
    )
    {
        var names = Names;
        var profiles = new List<Profile>();
        var problems = new List<string>();
        foreach (
            var policy in policies.SelectMany(policy => policy == All ? names : [policy]).Distinct()
        )
        {
            if (!names.Contains(policy))
            {
                problems.Add(
                    $"There is no profile '{policy}' in {folder}; {Nearest.Suggestion(policy, names.Append(All)) ?? "--profiles DIR names another folder"}"
                );
                continue;
            }
            var file = Path.Combine(folder, policy + Extension);
            var reading = ProfileReader.Read(file, File.ReadAllText(file));
            problems.AddRange(reading.Errors.Select(error => error.ToString()));
            if (reading.Profile is { } profile)
                profiles.Add(profile);
        }
        return (profiles, problems);
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
