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
        // How people's files are written: nodes with places, problems, the name that was meant.
        ["Notation"] = [],
        ["Policies"] = ["Core", "Notation"],
        ["Import"] = ["Core", "Notation"],
        ["Sampling"] = ["Notation"],
        ["Ledger"] = ["Core"],
        ["Wire"] = [],
        ["Wording"] = ["Core"],
        ["Replay"] = ["Core", "Notation", "Wire", "Wording"],
        ["Node"] = ["Core", "Notation", "Policies", "Ledger", "Replay", "Wire", "Wording"],
        ["Client"] = ["Wire"],
        ["Client.AspNetCore"] = ["Client", "Wire"],
        ["Server"] = ["Core", "Notation", "Policies", "Ledger", "Replay", "Node", "Wire"],
        ["Cli"] =
        [
            "Core",
            "Notation",
            "Policies",
            "Ledger",
            "Replay",
            "Node",
            "Server",
            "Client",
            "Wire",
            "Wording",
            "Import",
            "Sampling",
        ],
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
        // How state becomes bytes, whoever has it.
        ["Keeping"] = [],
        // Why something is refused, whoever finds it.
        ["Codes"] = [],
        // What everything speaks of.
        ["Stream"] = ["Codes", "Keeping"],
        ["Time"] = ["Codes", "Keeping"],
        ["Rating"] = ["Codes", "Keeping"],
        // What a part of an account's state is, whoever has it.
        ["Parts"] = ["Keeping", "Time"],
        ["Policy"] = ["Codes", "Stream"],
        ["Effects"] = ["Codes", "Keeping", "Policy"],
        // The parts of an account's state, side by side.
        ["Metering"] = ["Codes", "Keeping", "Parts", "Stream", "Time", "Policy"],
        ["Accounts"] = ["Codes", "Keeping", "Parts", "Time", "Policy", "Rating"],
        ["Allowances"] = ["Codes", "Keeping", "Parts", "Time", "Policy", "Rating"],
        // The whole state, and how events change it.
        ["Folding"] =
        [
            "Codes",
            "Keeping",
            "Parts",
            "Stream",
            "Time",
            "Policy",
            "Rating",
            "Effects",
            "Metering",
            "Accounts",
            "Allowances",
        ],
        // What is read off it, side by side.
        ["Gate"] =
        [
            "Codes",
            "Stream",
            "Policy",
            "Rating",
            "Effects",
            "Metering",
            "Allowances",
            "Folding",
        ],
        ["Statements"] =
        [
            "Codes",
            "Keeping",
            "Time",
            "Policy",
            "Rating",
            "Effects",
            "Metering",
            "Allowances",
            "Folding",
        ],
        ["Viewing"] = ["Codes", "Stream", "Policy", "Rating", "Effects", "Metering", "Folding"],
        // Whole streams.
        ["Replaying"] =
        [
            "Codes",
            "Keeping",
            "Stream",
            "Time",
            "Policy",
            "Effects",
            "Rating",
            "Metering",
            "Folding",
            "Gate",
            "Statements",
            "Viewing",
        ],
    };

    /// <summary>Longer files are split along their ideas.</summary>
    public const int MostLinesOfAFile = 400;

    /// <summary>Files that were longer when the rule came; none may be added.</summary>
    public static readonly IReadOnlySet<string> LongFiles = new HashSet<string>();

    /// <summary>A README says what its folder owns, what it does not, and where to start; the rest is documentation.</summary>
    public const int MostLinesOfAReadme = 40;
}
