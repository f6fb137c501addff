using Evenhand.Client.Reporting;

namespace Evenhand.Client;

/// <summary>Where the server is, and how patient to be with it.</summary>
public class EvenhandOptions
{
    /// <summary>The server's address, for example <c>https://usage.example.com/</c>; a path is kept.</summary>
    public Uri? Address { get; set; }

    /// <summary>The key to send; its role must allow what is called. It is never logged.</summary>
    public string? Key { get; set; }

    /// <summary>How long an ask or a reservation may take before the server counts as out of reach.</summary>
    public TimeSpan GateTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one try of anything else may take: settling, reading, sending a batch.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What the gate answers while the server cannot be reached, unless a call says otherwise.</summary>
    public FailMode WhenUnavailable { get; set; } = FailMode.Open;

    /// <summary>
    /// What the gate answers where the server does not know the act, or the account is not open. Closed by default: nobody
    /// would notice a mistyped act that is allowed.
    /// </summary>
    public FailMode WhenRefused { get; set; } = FailMode.Closed;

    /// <summary>Retries of what may be repeated safely: settling, releasing, reading. Asks are not repeated.</summary>
    public Backoff Retries { get; set; } = new();

    /// <summary>How usage is gathered and sent.</summary>
    public ReporterOptions Reporting { get; set; } = new();

    /// <exception cref="ArgumentException">A value is missing or out of its range.</exception>
    internal void Check()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException("Address must be an absolute http or https address.");
        Backoff.Positive(GateTimeout, nameof(GateTimeout));
        Backoff.Positive(Timeout, nameof(Timeout));
        Retries.Check(nameof(Retries));
        Reporting.Check();
    }
}
