#include "kernel.h"

#define VARIANT avx2
#define INLINE static inline __attribute__((always_inline))

#include "lanes_avx2.h"
#include "montgomery.h"
#include "residues.h"
#include "bytes.h"
#include "operations.h"
#include "tables.h"
#include "conversions.h"
