namespace Evenhand.Server.Settings;

/// <summary>One thing that may be set.</summary>
/// <param name="Name">Its name in a file, such as <c>max-body</c>; the flag and the variable are made from it.</param>
/// <param name="Value">What stands for a value in help, such as <c>BYTES</c>.</param>
/// <param name="Default">What holds unless it is set, as one would write it; or what that means, in words.</param>
/// <param name="Help">What it does, a sentence.</param>
/// <param name="Apply">Sets it. A text that is no good ends in a <see cref="FormatException"/> that says what would be.</param>
public sealed record Setting(
    string Name,
    string Value,
    string Default,
    string Help,
    Func<ServerSettings, string, ServerSettings> Apply
)
{
    /// <summary>Whether it may be set in the environment only.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether somebody may have written a secret into it, so that what is no good is not repeated.</summary>
    public bool MayHoldSecret { get; init; }

    /// <summary>The flag; null where there is none.</summary>
    public string? Flag => IsSecret ? null : $"--{Name}";

    /// <summary>The environment variable.</summary>
    public string Variable => "EVENHAND_" + Name.Replace('-', '_').ToUpperInvariant();
}
