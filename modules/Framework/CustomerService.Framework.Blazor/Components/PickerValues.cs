namespace CustomerService.Framework.Blazor.Components;

/// <summary>MudBlazor's pickers know neither <see cref="DateOnly"/> nor <see cref="TimeOnly"/>.</summary>
public static class PickerValues
{
    public static DateTime ToPicker(this DateOnly day) => day.ToDateTime(TimeOnly.MinValue);

    public static DateTime? ToPicker(this DateOnly? day) => day?.ToPicker();

    /// <returns>null when the field was emptied.</returns>
    public static DateOnly? ToDay(this DateTime? picked) => picked is { } day ? DateOnly.FromDateTime(day) : null;

    /// <inheritdoc cref="ToDay"/>
    public static TimeOnly? ToTime(this TimeSpan? picked) => picked is { } time ? TimeOnly.FromTimeSpan(time) : null;
}
