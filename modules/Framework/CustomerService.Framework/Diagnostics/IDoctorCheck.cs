namespace CustomerService.Framework.Diagnostics;

/// <summary>One thing that the <c>doctor</c> verb looks at. Register with <c>AddTransient&lt;IDoctorCheck, …&gt;</c>.</summary>
public interface IDoctorCheck
{
    /// <summary>A word or two: <c>database</c>, <c>mail</c>.</summary>
    string Name { get; }

    Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default);
}
