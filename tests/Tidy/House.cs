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
        // In which language people are spoken to.
        ["Languages"] = [],
        // The sentences on what the core found.
        ["Wording"] = ["Core", "Languages"],
        // How people's files are written: nodes with places, problems, the name that was meant.
        ["Notation"] = [],
        ["Policies"] = ["Core", "Notation", "Wording"],
        ["Import"] = ["Core", "Notation"],
        ["Sampling"] = ["Notation"],
        ["Ledger"] = ["Core"],
        // The way to servers that somebody else named.
        ["Network"] = [],
        // Where stored bytes lie.
        ["Stores"] = ["Network"],
        ["Wire"] = [],
        ["Replay"] = ["Core", "Languages", "Notation", "Wire", "Wording"],
        ["Node"] =
        [
            "Core",
            "Languages",
            "Notation",
            "Policies",
            "Ledger",
            "Replay",
            "Stores",
            "Wire",
            "Wording",
        ],
        // The ways on which what is told leaves the server.
        ["Channels"] = ["Core", "Network", "Node", "Replay", "Wire"],
        // What people look at, drawn of the wire's records.
        ["Pages"] = ["Languages", "Notation", "Wire"],
        ["Client"] = ["Wire"],
        ["Client.AspNetCore"] = ["Client", "Wire"],
        ["Server"] =
        [
            "Core",
            "Channels",
            "Languages",
            "Notation",
            "Policies",
            "Ledger",
            "Network",
            "Replay",
            "Node",
            "Pages",
            "Stores",
            "Wire",
            "Wording",
        ],
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
    /// The rooms of a project as floors, from the ground up. A room may use what stands on the floors below it, and nothing beside
    /// it. A folder is a room, and so is a file that stands at the root of the project.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[][]> Floors = new Dictionary<
        string,
        string[][]
    >
    {
        ["Core"] =
        [
            // How state becomes bytes, and why something is refused, whoever has it.
            ["Keeping", "Codes"],
            // What everything speaks of.
            ["Time"],
            ["Stream", "Numbers"],
            ["Policy", "Parts"],
            ["Effects"],
            // The parts of an account's state, side by side.
            ["Metering", "Accounts", "Allowances", "Typical"],
            // The whole state, and how events change it.
            ["Folding"],
            // What is read off it, side by side.
            ["Gate", "Statements", "Viewing"],
            // What people decide, under all versions at once.
            ["Standing", "Vault"],
            // The order of everything.
            ["Engine.cs"],
            // Whole streams.
            ["Replaying"],
            // Other versions tried on them.
            ["Backtesting"],
            ["StreamReplay.cs", "RuleReads.cs"],
        ],
        ["Node"] =
        [
            // What everything speaks of.
            ["Bodies"],
            ["Refusals"],
            ["Roles", "Views"],
            // What lies in the ledger besides events.
            ["Stored"],
            ["Clock"],
            // What is read from the shared stream, and what an account was told.
            ["Told", "Keys", "People", "Policies", "Outbox", "Changes"],
            // What goes out of it.
            ["Sending"],
            ["Shared", "Settings"],
            ["Context"],
            // The parts of an account, and books beside the ledger.
            ["Rejections", "Audit", "Reservations", "Lives"],
            ["Accounts"],
            // Everything that is added goes through it.
            ["Ingest"],
            // What is done with accounts, side by side.
            ["Gate", "Stating", "Mending", "Exporting", "Acts", "Reasons", "Amending", "Vault"],
            ["Reads", "Due", "Publishing", "Dispatching"],
            ["NodeFigures.cs", "Limiting.cs", "Watching"],
            ["EvenhandNode.cs"],
            ["NodeStart.cs"],
            ["Onlooker.cs"],
        ],
        ["Policies"] =
        [
            // The passes of a document, each of which needs those before it.
            ["Reading"],
            ["Language"],
            ["Resolving"],
            ["Emitting"],
            ["Checking"],
            ["PolicyFile.cs"],
            // What is made of a checked one, side by side.
            ["Examples", "Interpreting", "Publishing", "Comparing", "Covering"],
            ["Notes"],
            ["PolicyFiles.cs"],
            ["PolicyFolder.cs"],
            ["PolicyReport.cs"],
        ],
    };

    /// <summary>Longer files are split along their ideas.</summary>
    public const int MostLinesOfAFile = 400;

    /// <summary>Files that were longer when the rule came; none may be added.</summary>
    public static readonly IReadOnlySet<string> LongFiles = new HashSet<string>();

    /// <summary>A README says what its folder owns, what it does not, and where to start; the rest is documentation.</summary>
    public const int MostLinesOfAReadme = 40;
}
