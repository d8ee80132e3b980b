namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>A tenant-owned queue table whose due rows a sweep of the host claims.</summary>
public interface IHostSwept;
