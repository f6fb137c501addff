namespace Evenhand.Server.Settings;

/// <summary>Puts settings together from where they may stand: flag before environment before file before default.</summary>
public static class SettingSources
{
    /// <summary>The settings; null, with problems, when anything is wrong.</summary>
    /// <param name="flag">The text given with a flag; null where it was not given.</param>
    /// <param name="variable">The text of an environment variable; null where it is not set.</param>
    /// <param name="problems">All that is wrong, each naming where it stands.</param>
    /// <param name="variables">The names of all environment variables; null where none is to be looked at.</param>
    /// <param name="warnings">Takes what is no setting and may be somebody else's.</param>
    public static ServerSettings? Read(
        Func<string, string?> flag,
        Func<string, string?> variable,
        ICollection<string> problems,
        IEnumerable<string>? variables = null,
        ICollection<string>? warnings = null
    )
    {
        var file = flag(SettingTable.FileFlag) ?? variable(SettingTable.FileVariable);
        var found = problems.Count;
        var inFile = file is null ? SettingsFile.Empty : SettingsFile.Read(file, problems);
        var settings = new ServerSettings();
        foreach (var row in SettingTable.Rows)
        {
            var (place, text) = Find(row, flag, variable, file, inFile);
            if (text is null)
                continue;
            try
            {
                settings = row.Apply(settings, text);
            }
            catch (FormatException error)
            {
                var shown = row.IsSecret || row.MayHoldSecret ? "its value" : $"`{text}`";
                problems.Add($"{place}: {shown} is no good; {error.Message}");
            }
        }
        Misspelt.Look(variables ?? [], problems, warnings ?? []);
        CheckTogether(settings, problems);
        return problems.Count == found ? settings : null;
    }

    private static (string Place, string? Text) Find(
        Setting row,
        Func<string, string?> flag,
        Func<string, string?> variable,
        string? file,
        IReadOnlyDictionary<string, string> inFile
    )
    {
        if (row.Flag is { } name && flag(name) is { } given)
            return (name, given);
        // An empty variable is how one is unset in many places.
        if (variable(row.Variable) is { Length: > 0 } set)
            return (row.Variable, set);
        return ($"{file}: {row.Name}", inFile.GetValueOrDefault(row.Name));
    }

    private static void CheckTogether(ServerSettings settings, ICollection<string> problems)
    {
        if (settings is { Smtp: not null, MailFrom: null })
            problems.Add("--smtp needs --mail-from: mail has a sender");
        var encrypted = settings.Urls.Any(url =>
            url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        );
        if (encrypted && settings.TlsCertificate is null)
            problems.Add("--urls: an https address needs a certificate; name one with --tls-cert");
        if (settings.TlsKey is not null && settings.TlsCertificate is null)
            problems.Add("--tls-key: there is no certificate to it; name one with --tls-cert");
        if (settings.IsInPostgres && settings.LedgerConnection is null)
            problems.Add("--ledger: postgres needs a database; name one with --ledger-connection");
        if (!settings.IsInPostgres && settings.LedgerConnection is not null)
            problems.Add("--ledger-connection: it is for --ledger postgres");
        if (settings.LedgerPasswordFile is not null && settings.LedgerConnection is null)
            problems.Add("--ledger-password-file: there is no --ledger-connection that it is for");
        if (settings.MostBodies < settings.MostBody)
            problems.Add("--max-bodies: should not be less than --max-body");
    }
}
