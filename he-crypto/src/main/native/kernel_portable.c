#include "kernel.h"

#define VARIANT portable
#define INLINE static inline __attribute__((always_inline))

#include "lanes_portable.h"
#include "montgomery.h"
#include "residues.h"
#include "bytes.h"
#include "operations.h"
#include "tables.h"
#include "conversions.h"
