using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Notes;

/// <summary>Something that an author should know of a policy in which nothing is wrong.</summary>
/// <param name="File">The file, as it was named to us.</param>
/// <param name="At">What it is about.</param>
/// <param name="Clause">The slug of the clause in which it stands; empty outside of clauses.</param>
/// <param name="Code">What kind of note it is.</param>
/// <param name="Message">What is to be known, as half a sentence without a full stop.</param>
public sealed record Note(string File, Place At, string Clause, NoteCode Code, string Message)
{
    /// <summary><c>FILE:LINE:COLUMN: note: clause: message</c>.</summary>
    public override string ToString() =>
        $"{File}:{At.Line}:{At.Column}: note: {(Clause.Length > 0 ? Clause + ": " : "")}{Message}";
}

/// <summary>What kinds of notes there are.</summary>
public enum NoteCode
{
    /// <summary>It is checked and published, and runs in a later release.</summary>
    RunsLater,

    /// <summary>It is said, and nothing comes of it where it stands.</summary>
    WithoutEffect,

    /// <summary>No rule that runs looks at a meter.</summary>
    UnreadMeter,

    /// <summary>Nothing is billed, drawn or told by what an allowance, free usage or an order says.</summary>
    UnreadAllowance,

    /// <summary>No rule looks at a state.</summary>
    UnreadState,

    /// <summary>No rule looks at types of the catalogue.</summary>
    UnreadTypes,

    /// <summary>No rule looks at fields of a type that rules look at.</summary>
    UnreadFields,

    /// <summary>What a value outside its list in the catalogue does.</summary>
    OutsideList,

    /// <summary>A step of a ladder that nothing can reach.</summary>
    UnreachableStep,
}
