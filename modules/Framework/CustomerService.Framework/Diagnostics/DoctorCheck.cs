namespace CustomerService.Framework.Diagnostics;

public enum DoctorVerdict
{
    Ok,

    /// <summary>It runs, but something should be set right.</summary>
    Warning,
    Failed,
}

/// <param name="Finding">What was seen.</param>
/// <param name="Advice">What to do about it; null when all is well.</param>
public sealed record DoctorResult(DoctorVerdict Verdict, string Finding, string? Advice = null)
{
    public static DoctorResult Ok(string finding) => new(DoctorVerdict.Ok, finding);

    public static DoctorResult Warn(string finding, string advice) => new(DoctorVerdict.Warning, finding, advice);

    public static DoctorResult Fail(string finding, string advice) => new(DoctorVerdict.Failed, finding, advice);
}
