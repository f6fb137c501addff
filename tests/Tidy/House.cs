namespace Evenhand.Tests.Tidy;

/// <summary>
/// The plan of the house: which room may use which. Arrows go one way. This is the table to edit when a room is added;
/// an arrow that runs back is a design to think over, not a row to add.
/// </summary>
internal static class House
{
    /// <summary>Project under src/ → the projects that it may reference and whose namespaces it may name.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Projects = new Dictionary<
        string,
        string[]
    >
    {
        ["Core"] = [],
        ["Policies"] = ["Core"],
        ["Runtime"] = ["Core", "Policies"],
        ["Cli"] = ["Core", "Policies", "Runtime"],
    };

    /// <summary>
    /// Folder of src/Core → the folders that it may use. The files at the root of src/Core, where the order of
    /// everything stands, may use all of them. Folders side by side do not call each other.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> CoreFolders = new Dictionary<
        string,
        string[]
    >
    {
        ["Stream"] = [],
        ["Time"] = [],
        ["Policy"] = ["Stream", "Time"],
        ["Effects"] = ["Stream", "Time", "Policy"],
        ["Metering"] = ["Stream", "Time", "Policy"],
        ["Allowances"] = ["Stream", "Time", "Policy"],
        ["Gate"] = ["Stream", "Time", "Policy"],
        ["Rating"] = ["Stream", "Time", "Policy"],
        ["Statements"] = ["Stream", "Time", "Policy", "Rating"],
        ["Accounts"] = ["Stream", "Time", "Policy", "Metering", "Allowances", "Rating"],
    };

    /// <summary>Longer files are split along their ideas.</summary>
    public const int MostLinesOfAFile = 400;

    /// <summary>Files that were longer when the rule came; none may be added.</summary>
    public static readonly IReadOnlySet<string> LongFiles = new HashSet<string>();

    /// <summary>A README says what its folder owns, what it does not, and where to start; the rest is documentation.</summary>
    public const int MostLinesOfAReadme = 40;
}
